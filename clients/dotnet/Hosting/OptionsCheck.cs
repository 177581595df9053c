using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace LearningActors.Client;

/// <summary>Names each option that can't be used.</summary>
internal sealed class OptionsCheck : IValidateOptions<LearningActorsOptions>
{
    public ValidateOptionsResult Validate(string? name, LearningActorsOptions options)
    {
        var faults = FaultsOf(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>Throws where an option can't be used.</summary>
    /// <exception cref="OptionsValidationException">It names each of them.</exception>
    internal static void Demand(LearningActorsOptions options)
    {
        if (FaultsOf(options) is { Count: > 0 } faults)
            throw new OptionsValidationException("", typeof(LearningActorsOptions), faults);
    }

    private static List<string> FaultsOf(LearningActorsOptions options)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true);
        var faults = found.ConvertAll(one => $"LearningActors: {one.ErrorMessage}");
        if (options.Addresses.Count == 0)
            faults.Add("LearningActors: Addresses is empty; expected an address such as http://127.0.0.1:8080.");
        foreach (var address in options.Addresses)
        {
            if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
                faults.Add($"LearningActors: Addresses has '{address}'; expected an http or https address.");
        }

        return faults;
    }
}

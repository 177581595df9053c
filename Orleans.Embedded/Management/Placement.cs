using Orleans.Runtime.Placement;

namespace Orleans.Runtime
{
    /// <summary>What goes along with calls. Here that is only the wish where a grain be placed: there is one silo to place it on.</summary>
    public static class RequestContext
    {
        /// <summary>Takes a placement hint, which has no effect.</summary>
        /// <exception cref="NotSupportedException">It is another value: nothing would bring it to the grain that is called.</exception>
        public static void Set(string key, object value)
        {
            if (key != IPlacementDirector.PlacementHintKey)
                throw new NotSupportedException($"{key}: only {IPlacementDirector.PlacementHintKey} is taken here.");
        }
    }
}

namespace Orleans.Runtime.Placement
{
    /// <summary>Decides where grains are activated. There is nothing to decide with one silo: only the name of the hint is here.</summary>
    public interface IPlacementDirector
    {
        /// <summary>The name of the value that says which silo is wished for.</summary>
        const string PlacementHintKey = nameof(PlacementHintKey);
    }
}

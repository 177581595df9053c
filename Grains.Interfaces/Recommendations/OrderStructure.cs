namespace LearningActors.Recommendations;

/// <summary>What an order is, by its legs. A leg is a contract, or a share, and what was done with it.</summary>
[GenerateSerializer, Alias("OrderStructure")]
public enum OrderStructure
{
    /// <summary>One contract or share.</summary>
    SingleLeg,

    /// <summary>One expiration and right, two strikes, one bought and one sold.</summary>
    Vertical,

    /// <summary>A vertical with other numbers of contracts on its sides.</summary>
    Ratio,

    /// <summary>One strike, two expirations, one bought and one sold.</summary>
    Calendar,

    /// <summary>Two strikes and two expirations, one bought and one sold.</summary>
    Diagonal,

    /// <summary>A call and a put of one strike and expiration, both bought or both sold.</summary>
    Straddle,

    /// <summary>A call and a put of two strikes and one expiration, both bought or both sold.</summary>
    Strangle,

    /// <summary>Three strikes of one expiration and right: the middle one against the outer ones.</summary>
    Butterfly,

    /// <summary>A vertical of puts below one of calls, both bought or both sold; with one strike in the middle an iron butterfly.</summary>
    IronCondor,

    /// <summary>Options were closed and others opened in their place.</summary>
    Roll,

    /// <summary>Shares, and a call sold against them.</summary>
    CoveredCall,

    /// <summary>Shares, and a put that protects them.</summary>
    ProtectivePut,

    /// <summary>Several legs that are none of these.</summary>
    Other,
}

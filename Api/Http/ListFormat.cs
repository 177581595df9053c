namespace LearningActors.Http;

/// <summary>How a part of a list is written.</summary>
internal enum ListFormat
{
    /// <summary>As <see cref="Page{T}"/>.</summary>
    Json,

    /// <summary>As <see cref="CsvTable{T}"/>; the cursor is in headers.</summary>
    Csv,
}

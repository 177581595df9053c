using Orleans.Core;
using Orleans.Runtime;

namespace Orleans.Core
{
    /// <summary>The storage of one state of one grain.</summary>
    public interface IStorage
    {
        /// <summary>The version that was last read or written; null before the first write.</summary>
        string? Etag { get; }

        /// <summary>Storage holds a state.</summary>
        bool RecordExists { get; }

        /// <summary>Deletes the stored state.</summary>
        /// <exception cref="Storage.InconsistentStateException">Another activation wrote since this one read.</exception>
        Task ClearStateAsync();

        /// <summary>Stores the state.</summary>
        /// <exception cref="Storage.InconsistentStateException">Another activation wrote since this one read.</exception>
        Task WriteStateAsync();

        /// <summary>Reads the state anew.</summary>
        Task ReadStateAsync();
    }

    /// <summary>The storage of one state of one grain, with the state.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state, as last read or as changed since.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A state that a grain keeps, given to its constructor.</summary>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Names the state and the storage of a constructor's <see cref="IPersistentState{TState}"/>.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>The name of the state: with the grain's key it is the key of the stored row.</summary>
        public string StateName { get; } = stateName;

        /// <summary>The name of the storage provider.</summary>
        public string? StorageName { get; } = storageName;
    }

    internal interface IStateFacet : IStorage;

    internal sealed class PersistentState<TState>(string stateName, GrainId grainId, Storage.IGrainStorage storage)
        : IPersistentState<TState>,
            IStateFacet
    {
        private readonly GrainState<TState> _state = new();

        public TState State
        {
            get => _state.State;
            set => _state.State = value;
        }

        public string? Etag => _state.ETag;

        public bool RecordExists => _state.RecordExists;

        public Task ReadStateAsync() => storage.ReadStateAsync(stateName, grainId, _state);

        public Task WriteStateAsync() => storage.WriteStateAsync(stateName, grainId, _state);

        public Task ClearStateAsync() => storage.ClearStateAsync(stateName, grainId, _state);
    }
}

namespace Orleans
{
    /// <summary>A state between a grain and its storage.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The state.</summary>
        T State { get; set; }

        /// <summary>The stored version.</summary>
        string? ETag { get; set; }

        /// <summary>Storage holds a state.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>A state between a grain and its storage.</summary>
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <inheritdoc />
        public T State { get; set; } = Activator.CreateInstance<T>();

        /// <inheritdoc />
        public string? ETag { get; set; }

        /// <inheritdoc />
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    /// <summary>A storage provider.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads a state; a new one where nothing is stored.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Writes a state over the version that was read.</summary>
        /// <exception cref="InconsistentStateException">Another version is stored.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Clears a state of the version that was read.</summary>
        /// <exception cref="InconsistentStateException">Another version is stored.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
    }

    /// <summary>Turns states into bytes and back.</summary>
    public interface IGrainStorageSerializer
    {
        /// <summary>The bytes of a state.</summary>
        BinaryData Serialize<T>(T? input);

        /// <summary>The state of these bytes.</summary>
        T Deserialize<T>(BinaryData input);
    }

    /// <summary>The stored state is not the one that was read: another activation wrote in between.</summary>
    public sealed class InconsistentStateException(string message) : OrleansException(message);
}

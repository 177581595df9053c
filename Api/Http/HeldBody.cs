using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LearningActors.Http;

/// <summary>A body of an answer that is kept in memory until it is whole. Its memory is borrowed.</summary>
internal sealed class HeldBody : PipeWriter, IHttpResponseBodyFeature, IDisposable
{
    private const int FirstBytes = 4096;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;
    private Stream? _stream;

    /// <summary>What was written so far.</summary>
    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <inheritdoc />
    public Stream Stream => _stream ??= AsStream();

    /// <inheritdoc />
    public PipeWriter Writer => this;

    /// <inheritdoc />
    public override bool CanGetUnflushedBytes => true;

    /// <summary>None: what is written needs nobody to take it.</summary>
    public override long UnflushedBytes => 0;

    /// <inheritdoc />
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc />
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc />
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_buffer.Length - _length), nameof(bytes));
        _length += bytes;
    }

    /// <inheritdoc />
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<FlushResult>(cancellationToken) : new(default(FlushResult));

    /// <inheritdoc />
    public override void CancelPendingFlush()
    {
        // No flush is ever pending.
    }

    /// <inheritdoc />
    public override void Complete(Exception? exception = null)
    {
        // What was written stays readable.
    }

    /// <inheritdoc />
    public void DisableBuffering()
    {
        // An answer is tagged whole.
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc />
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    /// <inheritdoc />
    public Task CompleteAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length >= bytes)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + bytes, _buffer.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

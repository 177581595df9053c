/** Facts carry ids, and reads change nothing: these may be sent twice. */
const facts = new Set(["/api/feedback", "/api/trades"]);
const away = new Set([502, 503, 504]);

const isRepeatable = (request: Request): boolean => {
  const { pathname } = new URL(request.url);
  return (
    request.method === "GET" ||
    request.headers.has("Idempotency-Key") ||
    (request.method === "POST" && (facts.has(pathname) || pathname.startsWith("/api/feedback/")))
  );
};

/** A fetch that asks the next address where one does not answer; only with what may be sent twice, since it can't tell what arrived. */
export function failover(
  addresses: string[],
  timeout: number,
  mayRepeat: (request: Request) => boolean = isRepeatable,
): (request: Request) => Promise<Response> {
  const origins = addresses.map((address) => new URL(address).origin);
  let current = 0;
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const body = request.body === null ? null : await request.arrayBuffer();
    for (let left = origins.length; ; left--) {
      const place = current;
      const moveOn = (): void => {
        if (current === place) current = (place + 1) % origins.length;
      };
      const isLast = left === 1 || !mayRepeat(request);
      try {
        const response = await fetch(`${origins[place]}${pathname}${search}`, {
          method: request.method,
          headers: request.headers,
          body,
          signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]),
        });
        if (!away.has(response.status)) return response;
        moveOn();
        if (isLast) return response;
      } catch (error) {
        if (request.signal.aborted) throw error;
        moveOn();
        if (isLast) throw error;
      }
    }
  };
}

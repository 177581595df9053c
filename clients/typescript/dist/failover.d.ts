/** A fetch that asks the next address where one does not answer; only with what may be sent twice, since it can't tell what arrived. */
export declare function failover(addresses: string[], timeout: number): (request: Request) => Promise<Response>;

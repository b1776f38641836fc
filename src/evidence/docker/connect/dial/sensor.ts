import type { IncomingMessage } from 'node:http';

/** Sends one request; resolves to the answer whatever its status, rejects with an `EngineError` where none came. */
export type Dial = (method: 'GET' | 'HEAD', path: string, signal: AbortSignal | undefined) => Promise<IncomingMessage>;

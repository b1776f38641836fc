/** GET over HTTP for the Spark sensors: never a proxy from the environment, redirects only to the same document, bounded in bytes. */
export interface Http {
  readonly get: (url: string, options?: HttpRequest) => Promise<HttpAnswer>;
}

export interface HttpRequest {
  readonly signal?: AbortSignal;
  /** Milliseconds for this request; the run's own limit holds anyway. */
  readonly timeout?: number;
  /** Bytes after which the answer counts as unreadable. Default 16 MiB. */
  readonly limit?: number;
  /** How many redirects are followed; a page that is not there leads elsewhere in Spark's UI. Default 5. */
  readonly redirects?: number;
}

export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'unreadable'; readonly detail: string };

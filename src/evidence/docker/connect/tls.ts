/** PEM texts. Without `verify` any certificate of the engine is taken. */
export interface Tls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify: boolean;
}

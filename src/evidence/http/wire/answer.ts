/** An answer whose head has come; its body comes as it is read. */
export interface WireAnswer {
  readonly status: number;
  readonly statusText: string;
  /** Names in lower case; of a name that came several times the first. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * Hands over the body until `take` answers false or the sender ends it; resolves to whether it ended. Stopping early
   * ends the connection: the sender would go on. Rejects where the body breaks off. Every answer must be read or left.
   */
  readonly read: (take: (chunk: Uint8Array) => boolean) => Promise<boolean>;
  /** Nobody wants the rest. */
  readonly leave: () => void;
}

/** The whole body, or undefined where it is longer than `limit` bytes. */
export async function readWhole(answer: Pick<WireAnswer, 'read'>, limit: number): Promise<Buffer | undefined> {
  const { body, ended } = await readFirst(answer, limit);
  return ended ? body : undefined;
}

/** The first `limit` bytes. */
export async function readFirst(answer: Pick<WireAnswer, 'read'>, limit: number): Promise<{ readonly body: Buffer; readonly ended: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const ended = await answer.read((chunk) => {
    chunks.push(size + chunk.length > limit ? chunk.subarray(0, limit - size) : chunk);
    size += chunk.length;
    return size <= limit;
  });
  return { body: Buffer.concat(chunks), ended };
}

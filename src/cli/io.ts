/** The parts of the process we may touch, handed to `run` so that tests can hand in their own. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly now: () => Date;
  readonly readFile: (path: string) => string;
  readonly writeFile: (path: string, text: string) => void;
  readonly appendFile: (path: string, text: string) => void;
  readonly readStdin: () => string;
  /** A file that comes with the build, beside the bundle. */
  readonly readBuiltIn: (name: string) => string;
  /** Four random hexadecimal digits: what marks of secrets of this run begin with. */
  readonly runId: () => string;
}

export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly write: (text: string) => unknown;
}

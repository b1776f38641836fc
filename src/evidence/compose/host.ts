/** What the resolution asks of the machine: its folder, its environment, its files. Synchronous: every read decides the next. */
export interface ComposeHost {
  /** Absolute; relative paths of the command line start here. */
  readonly cwd: string;
  /** The caller's home, for `~`; undefined leaves `~` as it is. */
  readonly home: string | undefined;
  readonly env: ReadonlyMap<string, string>;
  /** The text of a file; undefined when there is none or it cannot be read. */
  readFile(path: string): string | undefined;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** All of standard input, for `-f -`. */
  readStdin(): string;
}

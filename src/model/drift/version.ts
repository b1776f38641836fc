/** Of the Compose that made a container: label `com.docker.compose.version`, without a distributor's suffix. */
export type ComposeVersion = readonly [major: number, minor: number, patch: number];

export function parseVersion(text: string | undefined): ComposeVersion | undefined {
  const [, major, minor, patch = '0'] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text ?? '') ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

export function isAtLeast(version: ComposeVersion, ...wanted: ComposeVersion): boolean {
  const at = version.findIndex((part, index) => part !== wanted[index]);
  return at < 0 || (version[at] ?? 0) > (wanted[at] ?? 0);
}

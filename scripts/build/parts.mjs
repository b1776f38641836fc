// What few runs use, by part: each is kept compressed beside the bundle and unpacked when one of its modules is first
// imported. What a part needs of the bundle it is handed: see packed.mjs.
export const PARTS = {
  formats: ['github', 'gitlab', 'html', 'junit', 'markdown', 'prometheus', 'sarif'].map((name) => `src/reporters/${name}.ts`),
  modem: ['src/evidence/docker/connect/modem/sensor.ts'],
  drivers: ['src/evidence/spark-drivers/sensor.ts', 'src/evidence/http/sensor.ts'],
  replay: ['src/evidence/snapshot-file.ts', 'src/cli/demo.ts'],
  simulate: ['src/cli/simulate-command.ts'],
  seldom: ['src/cli/completion.ts', 'src/cli/init.ts', 'src/cli/render.ts', 'src/cli/settings/explain-settings.ts', 'src/evidence/compose/config-json.ts'],
};

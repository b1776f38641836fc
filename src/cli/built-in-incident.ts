declare const K2DOCTOR_DEMO: string | undefined;

/** The snapshot that the build puts in from fixtures/demo.json. */
export function builtInIncident(): string {
  if (typeof K2DOCTOR_DEMO === 'undefined') throw new Error('the built-in incident comes with the build: npm run build');
  return K2DOCTOR_DEMO;
}

declare const K2DOCTOR_VERSION: string | undefined;

/** Put in by the build; tests run from source. */
export const version: string = typeof K2DOCTOR_VERSION === 'undefined' ? '0.0.0-source' : K2DOCTOR_VERSION;

import { STAND_IN } from '../machine/images.js';
import { dressed } from './images.js';
import type { Spec } from './mutation.js';

/** What the services of the edits refer to. */
export const SECTIONS = {
  networks: { default: {}, side: {}, fixed: { ipam: { config: [{ subnet: '10.213.7.0/24' }] } } },
  volumes: { data: {}, other: {} },
  configs: { one: { file: './compose.yml' }, two: { file: './Dockerfile' } },
  secrets: { one: { file: './compose.yml' }, two: { file: './Dockerfile' } },
};

/** A service without an image runs the stand-in; one that asks for `dressed` gets this project's. */
export const withImages = (spec: Spec, project: string): Spec => ({ ...spec, image: spec['image'] === 'dressed' ? dressed(project) : (spec['image'] ?? STAND_IN) });

/** A service's name from words. */
export const serviceOf = (words: string) => words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replace(/-$/, '');

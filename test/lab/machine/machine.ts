import { mkdir } from 'node:fs/promises';

import { installCompose } from './compose.js';
import { engineAnswers, startEngine } from './engine.js';
import { buildImages, programsForImages } from './images.js';
import { install } from './packages.js';
import { LAB } from './place.js';
import { step, together } from './step.js';

/**
 * Makes this machine a lab: an engine, two Composes, the images. What is there is left alone, so that the second
 * time takes a second. From a bare Debian 12 it takes two to three minutes.
 */
export async function prepareMachine(): Promise<void> {
  await mkdir(LAB, { recursive: true });
  await step('packages', async () => {
    const answers = await engineAnswers();
    const engine = answers ? ['docker'] : ['dockerd', 'docker'];
    await install([...engine, ...(await programsForImages(answers))]);
  });
  await together([step('engine', startEngine).then(buildImages), installCompose()]);
}

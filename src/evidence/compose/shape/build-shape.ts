import { extraHosts, fileMounts, flagOrText, integerOrText, labels, texts, ulimits } from './common-shapes.js';
import { later, mapping, oneOf, text } from './shape.js';

export const build = later(() => oneOf(
  text,
  mapping({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: texts,
    args: labels,
    ssh: labels,
    labels,
    cache_from: texts,
    cache_to: texts,
    no_cache: flagOrText,
    additional_contexts: labels,
    network: text,
    provenance: flagOrText,
    sbom: flagOrText,
    pull: flagOrText,
    target: text,
    shm_size: integerOrText,
    extra_hosts: extraHosts,
    isolation: text,
    privileged: flagOrText,
    secrets: fileMounts,
    tags: texts,
    ulimits,
    platforms: texts,
  }),
));

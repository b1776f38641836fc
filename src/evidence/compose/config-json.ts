import { toIndentedGoJson } from './grammar/go-json.js';
import type { ResolvedProject } from './resolve.js';

/** What `docker compose config --format json` prints, byte for byte: keys in Compose's order, every `$` doubled, no line break at the end. */
export const renderConfig = ({ model }: Pick<ResolvedProject, 'model'>): string => toIndentedGoJson(model).replaceAll('$', '$$$$');

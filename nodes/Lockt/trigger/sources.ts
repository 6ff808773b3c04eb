import { accessEnds } from './accessEnds/source';
import { batteries } from './batteries/source';
import { events } from './events/source';
import { people } from './people/source';
import type { Settings } from './settings';
import type { Source } from './source';

/** All that can be watched, in the order in which Lockt is asked and items are put out. */
export const sources: Source[] = [events, batteries, people, accessEnds];

/** What this trigger watches. */
export function chooseSources({ causes }: Settings): Source[] {
	return sources.filter((source) => source.causes.some((cause) => causes.has(cause)));
}

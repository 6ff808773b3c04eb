import { runTogether } from '../together';

/** Runs all stories of a folder. One alone: `npx jest reads -t lists`. */
export function runStories(folder: string): void {
	runTogether(`engine/${folder}`, /\.story\.ts$/);
}

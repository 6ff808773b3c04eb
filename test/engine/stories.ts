import { runTogether } from '../together';

/** Runs all stories of a folder. One alone: `npx jest reads -t lists`. Those of the canvas are among the guards. */
export function runStories(folder: string): void {
	runTogether(`engine/${folder}`, /\.story\.ts$/);
}

import type { IPollFunctions } from 'n8n-workflow';
import { warnDaily } from '../../api/questions/warnings';
import { identifyTrigger } from '../identity';

/** Since when Lockt lists no events, of each trigger, in this process. */
const silentSince = new Map<string, number>();

/** More triggers than an instance has: beyond it, what was silent is forgotten rather than kept for ever. */
const MOST_KEPT = 1000;

/** A server that starts, or a replica, is done by then. */
const PATIENCE_MS = 3_600_000;

/** Says where Lockt lists none of the events that there were: no error shows it, and nothing is told any more. */
export function warnOfSilence(context: IPollFunctions, isSilent: boolean): void {
	const trigger = identifyTrigger(context);
	if (!isSilent) {
		silentSince.delete(trigger);
		return;
	}
	const now = Date.now();
	const since = Math.min(silentSince.get(trigger) ?? now, now);
	if (silentSince.size >= MOST_KEPT) silentSince.clear();
	silentSince.set(trigger, since);
	if (now - since < PATIENCE_MS) return;
	warnDaily(
		context,
		'for an hour or longer Lockt has listed no events at all, though it did before: what happens at the doors is not told meanwhile. ' +
			'See in Lockt whether it shows events, and whether this API user may see them. What it has still comes when it lists them again',
	);
}

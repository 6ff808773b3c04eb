import { referenceName } from '../records/properties';
import { isRecord, lettersOf } from '../text/text';
import { countOf } from './counts';
import type { Counts } from './said';
import {
	IS_BADLY,
	IS_WELL,
	IS_OF_RATE,
	isNo,
	LOCKTS_OWN,
	SAYS_BADLY,
	SAYS_DONE,
	SAYS_HOW,
	SAYS_NO,
	SAYS_WELL,
	SAYS_WHAT,
} from './signs';
import { textsIn } from './texts';
import { saysJustDone, speaksAgainst } from './words';

/**
 * What speaks against success in the properties of a record, and in those of whatever it holds, however deep: an
 * error in there may be about anything. Those of its own are read where it is known whose they are.
 */
export function doubtsIn(record: Record<string, unknown>, within: Within = {}): string[] {
	return Object.entries(record).flatMap(([given, value]) => {
		if (!within.isInner && LOCKTS_OWN.has(given)) return [];
		const name = lettersOf(given);
		// Of the reference's own names only validate_fails_batch, which says what was asked for, sounds so.
		const isOfTrouble = SAYS_BADLY.test(name) && referenceName(given) === undefined;
		if (Array.isArray(value) && !IS_ERROR.test(name) && !isOfTrouble) {
			return (value as unknown[]).flatMap((one) =>
				isRecord(one)
					? doubtsIn(one, { ...within, isInner: true })
					: doubtsIn({ [given]: one }, within),
			);
		}
		const isWellSaid = (text: string) =>
			IS_WELL.test(text) || saysJustDone(text, Object.values(within.counts ?? {}));
		const says = (texts: string[]) => texts.map((text) => `${given}: ${text}`);
		if (SAYS_WELL.test(name)) {
			const isWell = IS_WELL.test(String(value)) || (countOf(value) ?? 0) > 0;
			return isWell ? [] : says([JSON.stringify(value)]);
		}
		if (IS_ERROR.test(name)) return says(textsIn(value));
		if (SAYS_DONE.test(name) && isNo(value)) return says(['false']);
		if (isOfTrouble) {
			return says(textsIn(value).filter((text) => !SAYS_NO.test(text)));
		}
		if (SAYS_HOW.test(name)) return says(textsIn(value).filter((text) => !isWellSaid(text)));
		if (IS_OF_RATE.test(name)) return [];
		if (isRecord(value)) return doubtsIn(value, { ...within, isInner: true });
		// Whatever the reference does not name may be what was not done.
		const isOdd = (referenceName(given) === undefined && name !== '') || SAYS_WHAT.test(name);
		if (!isOdd || (isNo(value) && IS_HARMLESS.test(name))) return [];
		const isAgainst =
			isNo(value) ||
			(typeof value === 'string' && (IS_BADLY.test(value) || speaksAgainst(value))) ||
			(COUNTS_DONE.test(name) && String(value) === '0');
		return isAgainst ? says([String(value)]) : [];
	});
}

/** Where a record stands. */
interface Within {
	/** In something else, so that errors may be about anything. */
	isInner?: boolean;
	/** What the answer counts: words may repeat it. */
	counts?: Counts;
}

/** What says nothing of the change where it is not so. */
const IS_HARMLESS =
	/^(?:is|has|was)?(?:debug|verbose|trace|cached?|fromcache|more|hasmore|next|hasnext|prev(?:ious)?|hasprev(?:ious)?|throttled|ratelimited|paged|paginated|deprecated|beta|trial|demo|readonly|new|isnew|compressed|encrypted|truncated|partial|sandbox|async)$/;

/** Names under which servers count what they did. */
const COUNTS_DONE = /affected|modified|changed|matched|committed|written/;

const IS_ERROR = /^errors?$/;

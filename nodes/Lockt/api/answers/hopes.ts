import { referenceName } from '../records/properties';
import { isRecord, lettersOf, plainText } from '../text/text';
import { countOf } from './counts';
import { IS_WELL, LOCKTS_OWN, SAYS_DONE, SAYS_HOW, SAYS_NO, SAYS_WELL, SAYS_WHAT } from './signs';
import { textsIn } from './texts';
import { saysDoneOrComing, saysRefused } from './words';

/** What speaks for success in spite of a refusal, or for something that is still to come, however deep. */
export function hopesIn(record: Record<string, unknown>): string[] {
	return Object.entries(record).flatMap(([given, value]): string[] => {
		const name = lettersOf(given);
		if (LOCKTS_OWN.has(given) || name === 'inputdata') return [];
		if (Array.isArray(value)) {
			const list = value as unknown[];
			if (LISTS_DONE.test(name) && list.length > 0) return [`${given} is not empty`];
			return list.flatMap((one) => (isRecord(one) ? hopesIn(one) : hopesIn({ [given]: one })));
		}
		if (isRecord(value)) return hopesIn(value);
		const text = plainText(typeof value === 'boolean' ? String(value) : value).trim();
		if (text === '' || SAYS_NO.test(text) || text === '0') return [];
		const said = [`${given}: ${text}`];
		const isYes = /^(?:true|yes|y|1)$/i.test(text);
		if (SAYS_WELL.test(name)) return isYes ? said : [];
		if (IS_PUT_OFF.test(name) || LISTS_DONE.test(name)) return said;
		if ((SAYS_DONE.test(name) && name !== 'result') || IS_OPEN.test(name))
			return isYes || (countOf(value) ?? 0) > 0 ? said : [];
		if (SAYS_HOW.test(name) || name === 'result') {
			const isWell = /^\d+$/.test(text) ? text === '202' : IS_WELL.test(text);
			return isWell || saysDoneOrComing(text) ? said : [];
		}
		const isOdd = referenceName(given) === undefined || SAYS_WHAT.test(name);
		return isOdd && typeof value === 'string' && saysDoneOrComing(text) ? said : [];
	});
}

const IS_PUT_OFF =
	/^(?:is)?(?:queued?|pending|inprogress|scheduled|deferred|delayed|waiting|willretry|retrying|opening|unlocking|sent|accepted)$|^(?:job|task)id$/;

/** Names of lists of what was done. */
const LISTS_DONE =
	/^(?:inserted|updated|deleted|created|changed|saved|unlocked|opened|granted|disabled|enabled|anonymi[sz]ed)(?:ids?|doors?|users?|records?|names?)$/;

const IS_OPEN =
	/^(?:is|was)?(?:open|opened|granted|released|anonymi[sz]ed|applied|executed|performed)$/;

/** Words that it was not done, and will not be. */
const IS_REFUSED =
	/^\W*(?:false|not done|no|none|null|[45]\d\d|error|fail(?:ed|ure)?|denied|refused|rejected|declined|offline|locked|expired)\W*$/i;

/** What a record that was not done says of how it went, unless that is a plain no: it may be done later, or was. */
export function saysMoreThanNo(record: Record<string, unknown>): boolean {
	return Object.entries(record).some(([given, value]) => {
		if (!SAYS_HOW.test(lettersOf(given))) return false;
		return textsIn(value).some((text) => !IS_REFUSED.test(text) && !saysRefused(text));
	});
}

/** Whether a record says that it went well, in whichever property. */
export function saysWell(record: Record<string, unknown>): boolean {
	return Object.entries(record).some(([given, value]) => {
		const name = lettersOf(given);
		const isSaid = SAYS_WELL.test(name) || SAYS_HOW.test(name) || name === 'opened';
		return isSaid && IS_WELL.test(String(value));
	});
}

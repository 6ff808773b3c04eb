/** What the words of an answer say became of what was asked for, in whichever of them Lockt says it. */

/** Reference, "Expected Outputs": with one of these nothing was done. */
const NOTHING_DONE = /no data found|batch size exceeds|batch has failed/i;

/**
 * Reference, "Expected Outputs": Lockt cannot reach its own parts. That, and whatever else broke down within it,
 * says nothing of records, and leaves open how far it came with them.
 */
const OUT_OF_ORDER = [
	/unable to enumerate|unable to locate|unreachable|unexpected error/i,
	/exception|object reference|state of the object|value cannot be null|\bparameter name\b/i,
	/\b(?:internal|database|connection|memory|sql|dbo|deadlock|constraint|key row|to the path)\b/i,
	/\b(?:cancell?ed|aborted|interrupted|shutting down|took|taking|ran|timed? ?out|already (?:processed|done|handled))\b/i,
	/\bduplicate (?:request|call|operation)\b|\b(?:not|n't) be (?:delivered|sent|reached)\b/i,
];

/**
 * How the reference's validations say why something is not taken, and servers what they do not allow. Of an
 * error that repeats no record only such words are a refusal: a server that breaks down may say anything.
 */
const REFUSES = [
	/\b(?:missing|blank|required|empty|malformed|improper|validation|invalid|not valid)\b/i,
	/\b(?:exists?|duplicate|in use|already (?:assigned|taken|registered))\b/i,
	/\b(?:non-?numeric|length|limit|exceeds?|too (?:long|short|many)|in (?:the )?past)\b/i,
	/\b(?:must|cannot be (?:blank|empty|null|in|before|after|used|assigned|deleted|changed)|is not an?|not (?:found|allowed|permitted|authori[sz]ed|supported|available))\b/i,
	/\b(?:no such|no \w+ found|do(?:es)? not exist)\b/i,
	/\bunknown (?:id|user|door|fob|credential|card|location|schedule|access ?level|record|field)\b/i,
	/\b(?:denied|forbidden|privileges?|permissions?|licen[cs]e[ds]?|unlicensed)\b/i,
];

/** What Lockt repeats in an error, e.g. in Door Name Already Exists: Database Room */
const REPEATED = /\b(found|exists|date): [^;]*/gi;

const isOneOf = (ways: RegExp[], text: string) => ways.some((way) => way.test(text));

export const saysNothingDone = (text: string) => NOTHING_DONE.test(text);

export const saysOutOfOrder = (text: string) => isOneOf(OUT_OF_ORDER, text.replace(REPEATED, '$1'));

/** Whether an error says for sure that what was sent was not taken. */
export const saysRefused = (text: string) => saysNothingDone(text) || isOneOf(REFUSES, text);

/** Words of something that was done, or is being done. */
const WAS_DONE =
	/\b(?:processed|inserted|updated|deleted|removed|created|added|registered|unlocked|opened|saved|stored|done|changed|applied|succeeded|successful(?:ly)?|completed?|anonymi[sz]ed|purged|accepted|queued|pending|scheduled|in progress)\b/i;
const PARTLY = /\bpartial(?:ly)?\b|\bin part\b|\bwith warnings?\b|\btime[sd]?[- ]?out\b/i;
const SOME = /\b(?:some|rest|part|others?|\d+ of \d+)\b/i;
/** Refusals speak of doing, too: "cannot be deleted", "was deleted already". */
const DENIED =
	/\b(?:not|no|none|never|nothing|cannot|already|must|before|unable|unless|until|only)\b|n't\b/i;

/** Whether a text speaks of something that was done. */
export const speaksOfDoing = (text: string) => WAS_DONE.test(text) || PARTLY.test(text);

/** Whether it says that something was done, or may have been, whatever else went wrong. */
export function saysDone(text: string): boolean {
	if (PARTLY.test(text) || (WAS_DONE.test(text) && SOME.test(text))) return true;
	const parts = text.split(/[.,;:!?]|\bbut\b|\band\b/);
	return parts.some((part) => WAS_DONE.test(part) && !DENIED.test(part));
}

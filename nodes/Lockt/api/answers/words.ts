/** What the words of an answer say became of what was asked for, in whichever of them Lockt says it. */

/** Reference, "Expected Outputs": with one of these nothing was done. */
const NOTHING_DONE = /no data found|batch size exceeds|batch has failed/i;

/** The same also where the records were to be done one by one: that a batch has failed may be so of some of them then. */
const NONE_DONE = /no data found|batch size exceeds/i;

/**
 * Reference, "Expected Outputs": Lockt cannot reach its own parts. That, and whatever else broke down within it,
 * says nothing of records, and leaves open how far it came with them.
 */
const OUT_OF_ORDER = [
	/unable to enumerate|unable to locate|unreachable|unexpected error|communications? error/i,
	/exception|object reference|state of the object|value cannot be null|\bparameter name\b/i,
	/\b(?:internal|database|connection|memory|sql|dbo|deadlock|constraint|key row|to the path)\b/i,
	/\b(?:cancell?ed|aborted|interrupted|shutting down|took|taking|ran|timed? ?out|already (?:processed|done|handled))\b/i,
	/\bduplicate (?:request|call|operation)\b|\b(?:not|n't) be (?:delivered|sent|reached)\b/i,
];

/** The words of a list that is written as a text, with blanks between them. */
export const wordsOf = (list: string) => new Set(list.split(/\s+/));

/** Reference, "The following validations are performed": fields and kinds of records, and words of their labels. */
const NAMES =
	wordsOf(`id ids id_num name names first_name last_name email e-mail phone pin pins card cards card_num
	access_effective access_expires effective expires enabled access_levels accesslevels accesslevel level levels door doors
	schedule schedules schedule_id location locations location_id locationtype user users user_id from_user_id to_user_id
	fob fobs credential credentials delegate delegates lowbattery custom1 custom2 custom3 custom4 licence license`);

/** How validations say that something is not taken. */
const REFUSES =
	wordsOf(`missing blank required empty invalid malformed improper duplicate exists exist already taken
	non-numeric length limit exceeds exceeded long short past must cannot not no unknown denied doesn't isn't`);

/** What stands between them. */
const BETWEEN =
	wordsOf(`a an the is are be was has have does do of to for in on by with and or as at than this that it
	its your another other one use used assigned available allow allowed valid found such than too many most least
	number numbers access address first last type date format digits characters numeric maximum minimum before after
	system validation failed field value yyyy-mm-dd hh:mm:ss there`);

/** Reference, "Expected Outputs" and "Response Codes": of the whole request. */
const OF_WHOLE = [
	/^no data found(?: or invalid json objects supplied)?$/i,
	/^batch size exceeds (?:the )?maximum(?: of \d+ \w+)?$/i,
	/^(?:validation errors? found|batch has failed|could not parse input|access denied|insufficient privileges)$/i,
	/^(?:access to the indicated resource was denied|the resource was not found)$/i,
	/^post operations must not overlap$/i,
];

/** That whoever asked is not known, or not allowed to ask at all. */
const NOBODY_KNOWN =
	/\b(?:api.?(?:key|user)|authenticat\w+|authori[sz]ation|credentials (?:are|were) (?:invalid|missing|wrong)|invalid credentials|unauthori[sz]ed|not logged in|login|password|token|licen[cs]e)\b/i;

const ADDS_NOTHING = /^details (?:will be )?provided(?: in the response body)?$/i;

/** What follows a refusal that repeats what was sent, e.g. Invalid email address found: x@@y */
const VALUE = /\b(found|exists|date): [^]*/i;

/**
 * Whether a text is a refusal in the words of the reference and in no others: it names a field or a kind of
 * record, and says why that is not taken. Whatever speaks of anything else may have come after the work.
 */
export function saysRefused(text: string): boolean {
	const parts = text
		.split(/[.!](?:[\s;]|$)|[;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '' && !ADDS_NOTHING.test(part));
	return parts.length > 0 && parts.every(isRefusal);
}

/** Whether it names what is refused, and is not of the request as a whole. */
export const refusesRecord = (text: string) =>
	saysRefused(text) && !isOneOf(OF_WHOLE, text.trim().replace(/[.!]$/, ''));

function isRefusal(part: string): boolean {
	if (OF_WHOLE.some((way) => way.test(part))) return true;
	const words =
		part
			.replace(VALUE, '$1')
			.toLowerCase()
			.match(/[^\s,:()'"]+/g) ?? [];
	const isKnown = (word: string, place: number) =>
		[NAMES, REFUSES, BETWEEN].some((some) => some.has(word)) || (place > 0 && /^\d+$/.test(word));
	return (
		words.every(isKnown) &&
		words.some((word) => NAMES.has(word)) &&
		words.some((word) => REFUSES.has(word))
	);
}

/** What Lockt repeats in an error, e.g. in Door Name Already Exists: Database Room */
const REPEATED = /\b(found|exists|date): [^;]*/gi;

const isOneOf = (ways: RegExp[], text: string) => ways.some((way) => way.test(text));

export const saysNobodyKnown = (text: string) => NOBODY_KNOWN.test(text);

export const saysNoneDone = (text: string) => NONE_DONE.test(text);

export const saysNothingDone = (text: string) => NOTHING_DONE.test(text);

export const saysOutOfOrder = (text: string) => isOneOf(OUT_OF_ORDER, text.replace(REPEATED, '$1'));

/** How Lockt and others say that all is done; whatever else they say may be why it is not. */
const DONE_WORDS =
	wordsOf(`inserted updated deleted removed created added registered unlocked opened saved stored done changed
	applied succeeded success successful successfully complete completed processed anonymized anonymised purged set
	assigned reassigned unassigned ok`);
const AROUND_DONE =
	wordsOf(`a an the is are was were has have been be all your this and record records row rows item items object
	objects entry entries user users door doors fob fobs credential credentials level levels access location locations delegate
	delegates request operation transaction batch change changes update data momentary unlock it`);

/** Whether a text says that it was done, and nothing else. @param counts the numbers that it may name */
export function saysJustDone(text: string, counts: number[] = []): boolean {
	const words = text.toLowerCase().match(/[^\s.!,]+/g) ?? [];
	return (
		words.some((word) => DONE_WORDS.has(word)) &&
		words.every(
			(word) =>
				DONE_WORDS.has(word) ||
				AROUND_DONE.has(word) ||
				counts.some((n) => n > 0 && word === String(n)),
		)
	);
}

const TROUBLE =
	/\b(?:errors?|fail(?:ed|ure|s|ing)?|denied|unauthori[sz]ed|forbidden|expired|lapsed|invalid|down|offline|unavailable|unreachable|disconnected|degraded|busy|suspended|restart(?:ing|ed)?|maintenance|time[sd]?[- ]?out|truncated|roll(?:ed|ing)?[- ]?back|reverted|undone|abort(?:ed|ing)?|cancell?(?:ed|ing)?|skipped|ignored|rejected|refused|declined|dropped|discarded|lost)\b/i;

/** Whether a text speaks of trouble, whatever else it says. */
export const speaksOfTrouble = (text: string) => TROUBLE.test(text);

/** What a text must not speak of to go well with success: trouble, or that something was not so. */
export const speaksAgainst = (text: string) =>
	TROUBLE.test(text) || /\b(?:not|nothing|never|none|cannot|unable|unknown)\b|n't\b/i.test(text);

/** Words of what is still to come. */
const LATER =
	/\b(?:will(?! not\b)|retr(?:y|ies|ying)|re-?sent|sent|sending|submitted|queued?|pending|scheduled|deferred|delayed|waiting|awaiting|soon|later|in pro(?:gress|cess)|accepted|opening|unlocking now|executed|performed|granted|released|triggered|acknowledge(?:d|ment)|is open|confirm(?:ation)? (?:pending|missing))\b/i;

/** Whether a text says that it may have been done in spite of all, or is yet to be. */
export const saysDoneOrComing = (text: string) =>
	saysDone(text) || LATER.test(text) || (WAS_DONE.test(text) && !CANNOT.test(text));

const CANNOT = /\b(?:not|no|nothing|cannot|never|unable|already|must|before)\b|n't\b/i;

/** Words of something that was done, or is being done. */
const WAS_DONE =
	/\b(?:processed|inserted|updated|deleted|removed|created|added|registered|unlocked|opened|saved|stored|done|changed|applied|succeeded|success(?:ful(?:ly)?)?|ok|completed?|anonymi[sz]ed|purged|accepted|queued|pending|scheduled|in progress)\b/i;
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

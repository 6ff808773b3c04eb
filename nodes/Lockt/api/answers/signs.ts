/** Names and words by which servers say how it went, beside what the reference names. A name is its letters alone, in lower case. */

/** Names under which servers say whether it went well, as a yes or a number. */
export const SAYS_WELL =
	/^(?:is|was|all)?(?:ok|success|succeeded|successful|done|completed?|valid)$/;

/** Under which they say that something was done, where it is a yes or a no. */
export const SAYS_DONE =
	/^(?:is|was)?(?:inserted|updated|deleted|processed|created|saved|unlocked|unlock|result)$/;

/** Under which they say what went wrong, or how much; `error` and `errors` are the reference's own. */
export const SAYS_BADLY =
	/^err$|^(?:not|un|non)(?:inserted|updated|deleted|processed|saved|done|changed)|error(?!s?$)|.errors?$|fail|fault|exception|reject|invalid|skip|ignor|denied|conflict|duplicate|abort|rollback|rolledback|partial|problem|warning|unsuccess|dryrun$|^simulat|only$|cancell?ed|timed?out|notfound|^missing$|^remaining$|refused|declined|blocked|forbidden|^expired$|^inactive$|^disabled$|unlicensed|^noop$|^test$|^testmode$|^sandbox$|^preview$|^maintenance$|^retry$|unchanged|^offline$|^waiting$|delayed|deferred|^(?:is)?(?:queued|pending|inprogress|locked)$|^(?:job|task)id$|^errno$/;

/** Read in ways of their own. */
export const READ_ELSEWHERE = /^(?:data|errors?|inputdata|options)$/;

export const SAYS_NO = /^\W*(?:false|none|null)\W*$/i;

/** Under which they say either in words, or as a status. */
export const SAYS_HOW =
	/^(?:status\w*|state|code|message|msg|notes?|details?|info|outcome|response|phase|reply|comment|text|reasons?|returncode|exitcode|resultcode|responsecode|rc)$|.(?:status|state)$/;

/** A word that says so under any name. */
export const IS_BADLY =
	/^\W*(?:not done|no?|fail(?:ed|ure)?|denied|refused|rejected|declined|queued|pending|deferred|delayed|waiting|offline|locked|cancell?ed|timed ?out|aborted|skipped|ignored|expired|test|simulated)\W*$/i;

/** Under which they say how many requests are left. */
export const IS_OF_RATE = /ratelimit|quota|throttl/;

export const IS_WELL =
	/^\W*(?:ok|true|yes|[12]\d\d|success(?:ful|fully)?|done|completed?|processed|unlocked|opened|created|updated|inserted|deleted|saved|accepted|(?:the )?request was processed successfully)\W*$/i;

/** Names of the reference that explain things in an answer as well. */
export const SAYS_WHAT = /^(?:description|title)$/;

export const LOCKTS_OWN = new Set(['data', 'error', 'errors']);

export const isNo = (value: unknown) => value === false || value === 'false';

/** What the owner of the credential lets workflows do. Values as the credential stores them. */
export interface Permissions {
	/** allExceptDelete or all; anything else, nothing as well, allows none */
	changes?: string;
	/** listed or any; anything else allows none */
	unlock?: string;
	/** IDs or names of the doors when `unlock` is listed, e.g. 166, Front Door */
	unlockDoors?: string;
}

/** As much of a request as decides whether it is allowed. */
export interface Wanted {
	/** e.g. POST */
	method: string;
	/** Path below the Base URL, e.g. /door */
	path: string;
	/** What follows the question mark, e.g. user_id=5 */
	query?: string;
	body?: unknown;
	/** The doors that Lockt has, for the names among those that are listed. Where they are not known no name counts. */
	doors?: unknown;
}

export const ASK_OWNER =
	'Nothing was sent to Lockt. Whoever owns the Lockt credential can allow it there';

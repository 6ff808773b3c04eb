/** A request to Lockt, below the Base URL. */
export interface Request {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** e.g. /doorstate */
	path: `/${string}`;
	/** e.g. { low_battery: 20 } */
	query?: Record<string, string | number>;
	/** Words without a value, e.g. missingcreds */
	flags?: string[];
	/** Sent as JSON. */
	body?: object;
	/** What the guard needs to know of the doors that Lockt has; it is not sent. */
	doors?: object[];
}

/** A question to Lockt: what follows the Base URL in a GET request. */
export type Question = Omit<Request, 'method' | 'body' | 'doors'>;

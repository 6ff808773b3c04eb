/** What goes back over the wire. */
export interface Answer {
	status: number;
	body: unknown;
}

/** Reference, "Response Format": what went well is in `data`. */
export const data = (value: unknown): Answer => ({ status: 200, body: { data: value } });

export const error = (status: number, text: string): Answer => ({
	status,
	body: { data: { error: text } },
});

/** Reference, "Response Codes". */
export const NOT_FOUND = error(404, 'The resource was not found.');

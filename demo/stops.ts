/** How to end what was started; the last one started ends first. */
export type Stops = Array<() => Promise<void>>;

/** Ends everything that was started. */
export async function stopAll(stops: Stops): Promise<void> {
	for (const stop of stops.splice(0).reverse()) await stop();
}

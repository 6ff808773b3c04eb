/**
 * What the vendor's text leaves open (api-readings): the emulator plays either, the node must work
 * with each.
 */
export interface Readings {
	/** `GET /events?id=N` starts after N, as its page says, or at N, as the table says. */
	eventsFrom: 'after' | 'at';
	eventsOrder: 'newest' | 'oldest';
}

export const defaultReadings: Readings = { eventsFrom: 'after', eventsOrder: 'newest' };

/** Every combination, for tests that must hold under all of them. */
export const allReadings: Readings[] = (['after', 'at'] as const).flatMap((eventsFrom) =>
	(['newest', 'oldest'] as const).map((eventsOrder) => ({ eventsFrom, eventsOrder })),
);

import type { Building } from '../../emulator/building/building';
import { by } from './parameters';

/** What a locator of each field can hold instead of an ID. */
const WAYS = [
	{ fields: ['user', 'fromUser', 'toUser'], mode: 'email', property: 'email', of: 'users' },
	{ fields: ['door'], mode: 'name', property: 'name', of: 'doors' },
] as const;

/** The parameters of a sample with users by e-mail and doors by name; undefined where it names none of them. */
export function nameOtherwise(parameters: object, building: Building): object | undefined {
	let isNamed = false;
	const given = structuredClone(parameters) as Record<string, unknown>;
	const places = [given, given.filters].filter(Boolean) as Array<Record<string, unknown>>;
	for (const { fields, mode, property, of } of WAYS) {
		for (const place of places) {
			for (const field of fields) {
				const { value } = (place[field] ?? {}) as { value?: unknown };
				if (value === undefined) continue;
				const records = [...building[of].values()] as Array<{ id: number; id_num?: string }>;
				const meant = records.find(({ id, id_num }) => id === value || id_num === value)!;
				place[field] = by(mode, (meant as unknown as Record<string, unknown>)[property]);
				isNamed = true;
			}
		}
	}
	return isNamed ? given : undefined;
}

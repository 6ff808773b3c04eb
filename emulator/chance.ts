import type { Faker, FakerOptions } from '@faker-js/faker';
import { faker } from '@faker-js/faker/locale/en';

/** Faker by way of the one locale that is needed: all of them together take long to load. */
const Chance = faker.constructor as new (options: FakerOptions) => Faker;

/** What looks random, the same for the same seed. */
export function makeChance(seed: number): Faker {
	return new Chance({ locale: faker.rawDefinitions, seed });
}

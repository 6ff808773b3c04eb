/** When it is looked again, after what is not as it was to be: a read may lag behind, from a cache or a copy. */
export const AGAIN_MS = [1_000, 3_000, 10_000];

/** Then a read shows what a change has made. */
export const LONGEST_LAG_MS = AGAIN_MS.reduce((sum, ms) => sum + ms);

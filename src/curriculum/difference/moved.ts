/**
 * Those of a list of places that are not in ascending order among the others: as few as can be, in time n log n. Of several
 * such sets, the one that the last of the smallest rises leaves.
 *
 * @param places distinct numbers.
 */
export function moved(places: readonly number[]): ReadonlySet<number> {
  /** By length less one: the index of the smallest last place of all rising lists of that length. */
  const ends: number[] = [];
  const previous: number[] = [];
  places.forEach((place, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[ends[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : ends[low - 1]!);
    ends[low] = index;
  });
  const others = new Set(places);
  for (let index = ends.at(-1) ?? -1; index !== -1; index = previous[index]!)
    others.delete(places[index]!);
  return others;
}

// Prints a country's outline as data for a map: [longitude, latitude] points
// of its largest piece, simplified to at most so many. Run once per country, in a
// folder where the packages are installed:
//
//   npm install world-atlas@2 topojson-client@3 topojson-simplify@3
//   node …/scripts/outline.mjs "El Salvador" 110
//
// The outlines are Natural Earth's at 1:10 million, which is in the public
// domain.
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const { feature } = require('topojson-client');
const { presimplify, simplify } = require('topojson-simplify');

const [country, wanted] = process.argv.slice(2);
const world = require('world-atlas/countries-10m.json');
const shape = world.objects.countries.geometries.find(g => g.properties.name === country);
if (!shape || !(wanted > 3)) {
  console.error('usage: outline.mjs COUNTRY POINTS, the country as Natural Earth names it');
  process.exit(2);
}

const weighed = presimplify({ ...world, objects: { shape } });
const largest = weight => {
  const topology = simplify(weighed, weight);
  const { type, coordinates } = feature(topology, topology.objects.shape).geometry;
  const pieces = type === 'Polygon' ? [coordinates] : coordinates;
  return pieces.map(p => p[0]).reduce((a, b) => (b.length > a.length ? b : a));
};
// The least weight, in square degrees cut off at a point, that leaves so few.
let [low, high] = [0, 1];
while (high - low > 1e-9) {
  const middle = (low + high) / 2;
  if (largest(middle).length > wanted) low = middle;
  else high = middle;
}
const points = largest(high).map(point => `[${point.map(degrees => Number(degrees.toFixed(3))).join(', ')}]`);
console.log(`outline: [\n  ${points.join(',\n  ')}\n]`);

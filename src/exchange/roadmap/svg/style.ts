/**
 * Colours for so many areas, which people with any kind of colour vision tell apart with the help of the titles beside
 * them. On the dark ones white text, and on the light ones black text, has a contrast of more than 4.5 (WCAG AA).
 */
export const areaColours = [
  { dark: '#0b5cad', light: '#7fb8f5' },
  { dark: '#9a4a00', light: '#f2a65e' },
  { dark: '#00705a', light: '#5fd0b3' },
  { dark: '#8a2f8f', light: '#dd9ae2' },
  { dark: '#5f6000', light: '#cfcb57' },
  { dark: '#a82a4f', light: '#f490ad' },
  { dark: '#00687f', light: '#63cbe4' },
  { dark: '#5148b8', light: '#aeaaf8' },
  { dark: '#7a4a21', light: '#d9b08a' },
  { dark: '#3a7012', light: '#9bd46a' },
  { dark: '#4a5868', light: '#b3c0cd' },
  { dark: '#a5321c', light: '#f5957f' },
] as const;

interface Scheme {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly card: string;
  readonly arrow: string;
  readonly critical: string;
  readonly project: string;
  readonly projectInk: string;
  readonly projectFaint: string;
  readonly onArea: string;
  readonly area: 'dark' | 'light';
  readonly laneOpacity: number;
}

const light: Scheme = {
  paper: '#ffffff',
  ink: '#17202b',
  faint: '#4d5967',
  card: '#ffffff',
  arrow: '#76828f',
  critical: '#c2340c',
  project: '#243140',
  projectInk: '#ffffff',
  projectFaint: '#cfd8e2',
  onArea: '#ffffff',
  area: 'dark',
  laneOpacity: 0.07,
};

const dark: Scheme = {
  paper: '#10151b',
  ink: '#edf1f5',
  faint: '#b0bbc7',
  card: '#1b232c',
  arrow: '#8996a4',
  critical: '#ff8a5c',
  project: '#dfe6ed',
  projectInk: '#17202b',
  projectFaint: '#3f4b58',
  onArea: '#10151b',
  area: 'light',
  laneOpacity: 0.13,
};

/** The same for every drawing, so that several can stand on one page; nothing outside of a drawing is touched. */
export const styleSheet = [
  '.cairn-roadmap{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}',
  '.cairn-roadmap .arrow{fill:none;stroke-width:1.6}',
  '.cairn-roadmap .card .box,.cairn-roadmap .swatch .box{stroke-width:1.2}',
  '.cairn-roadmap .critical .box{stroke-width:3.5}',
  '.cairn-roadmap .arrow.critical{stroke-width:2.6}',
  '.cairn-roadmap .spine{stroke-width:4;stroke-linecap:round}',
  '.cairn-roadmap .lane .frame{stroke-opacity:.35}',
  '.cairn-roadmap .strong{font-weight:700}',
  '.cairn-roadmap .number{text-anchor:middle;font-weight:700}',
  ...rulesOf(light),
  `@media (prefers-color-scheme:dark){${rulesOf(dark).join('')}}`,
].join('');

function rulesOf(scheme: Scheme): string[] {
  return [
    ['.paper', `fill:${scheme.paper}`],
    ['text', `fill:${scheme.ink}`],
    ['.faint', `fill:${scheme.faint}`],
    ['.box', `fill:${scheme.card}`],
    ['.arrow,.spine', `stroke:${scheme.arrow}`],
    ['.head', `fill:${scheme.arrow}`],
    ['.arrow.critical', `stroke:${scheme.critical}`],
    ['.head.critical', `fill:${scheme.critical}`],
    ['.end', `fill:${scheme.ink}`],
    ['.lane .frame', `fill-opacity:${scheme.laneOpacity}`],
    ...areaColours.flatMap((colours, index): [string, string][] => [
      [`.a${index} .tinted,.a${index}.tinted`, `fill:${colours[scheme.area]}`],
      [`.a${index} .box,.a${index} .frame`, `stroke:${colours[scheme.area]}`],
    ]),
    ['.project .box', `fill:${scheme.project}`],
    ['.project text', `fill:${scheme.projectInk}`],
    ['.project .faint', `fill:${scheme.projectFaint}`],
    ['.critical .box', `stroke:${scheme.critical}`],
    ['.number', `fill:${scheme.onArea}`],
  ].map(
    ([selectors, rule]) =>
      `${selectors!
        .split(',')
        .map((selector) => `.cairn-roadmap ${selector}`)
        .join(',')}{${rule}}`,
  );
}

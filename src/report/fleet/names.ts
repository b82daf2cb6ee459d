/** Formats of a fleet, as given to `-o`. */
export const FLEET_FORMATS = ['table', 'wide', 'json', 'yaml', 'csv', 'markdown', 'html'] as const;
export type FleetFormat = (typeof FLEET_FORMATS)[number];

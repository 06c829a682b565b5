/** Where the screens of modules stand in the admin panel. */
export const MODULES_PATH = '/settings/customer-portal/custom-modules';

/** Where a team switches Draft & Publish on. */
export const builderPath = (uid: string): string => `/plugins/content-type-builder/content-types/${uid}`;

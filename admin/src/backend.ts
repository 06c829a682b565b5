/** Address of the Strapi server, which need not be where the admin panel is served from. */
export const backendUrl = (): string => (window as unknown as { strapi: { backendURL: string } }).strapi.backendURL;

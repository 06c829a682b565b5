/** The admin panel of the playground: German beside English, and none of the product's own advertising. */
export default {
  config: {
    locales: ['de'],
    tutorials: false,
    notifications: { releases: false },
  },
  bootstrap(): void {},
};

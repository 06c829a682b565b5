import { factories } from '@strapi/strapi';

export default factories.createCoreRouter('api::repair-request.repair-request' as never);

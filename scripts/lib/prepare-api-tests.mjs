/** Placeholder */ export default async function prepare() {}

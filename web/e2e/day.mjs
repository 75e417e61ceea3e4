// iso is the day so many days from now where the server of a house stands, which is
// another one than in London for an hour or two before midnight there.
const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" });

export const iso = (days) => paris.format(Date.now() + days * 86_400_000);

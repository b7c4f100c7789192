/** What there is to do next. */
export default function HomePage() {
  return <h1>Postil</h1>;
}

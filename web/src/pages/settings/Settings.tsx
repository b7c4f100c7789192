import { Navigate } from "react-router";

/** The settings begin with usage. */
export default function Settings() {
  return <Navigate to="/settings/usage" replace />;
}

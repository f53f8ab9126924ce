/** A stand-in for Cloudflare's edge: a reverse proxy on loopback that answers for origins and fails as Cloudflare does. */
@NullMarked
package dev.cf5xx.lab.edge;

import org.jspecify.annotations.NullMarked;

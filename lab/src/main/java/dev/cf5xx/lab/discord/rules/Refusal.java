package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error answer of Discord's API: an HTTP status, a code of its own and a message. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final transient ObjectNode body;

    private Refusal(int status, ObjectNode body) {
        super(body.toString());
        this.status = status;
        this.body = body;
    }

    /** An error of this code, worded as Discord's table of JSON error codes does. */
    public static Refusal of(int status, int code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("message", message);
        body.put("code", code);
        return new Refusal(status, body);
    }

    /** Something that is not there: 404 and a code from 10001 on. */
    public static Refusal unknown(int code, String what) {
        return of(404, code, "Unknown " + what);
    }

    static Refusal invalidForm(ObjectNode errors) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("message", "Invalid Form Body");
        body.put("code", 50035);
        body.set("errors", errors);
        return new Refusal(400, body);
    }

    public static Refusal invalidForm(String path, String code, String message) {
        Problems problems = new Problems();
        problems.add(path, code, message);
        return invalidForm(problems.errors());
    }

    public static Refusal unauthorized() {
        return of(401, 0, "401: Unauthorized");
    }

    public static Refusal noSuchRoute() {
        return of(404, 0, "404: Not Found");
    }

    public static Refusal missingAccess() {
        return of(403, 50001, "Missing Access");
    }

    public static Refusal missingPermissions() {
        return of(403, 50013, "Missing Permissions");
    }

    public static Refusal unknownChannel() {
        return unknown(10003, "Channel");
    }

    public static Refusal unknownMessage() {
        return unknown(10008, "Message");
    }

    public static Refusal unknownInteraction() {
        return unknown(10062, "interaction");
    }

    /** The same where the form was a part of what was sent: its errors stand below {@code field}. */
    public Refusal within(String field) {
        ObjectNode nested = body();
        if (nested.has("errors")) {
            ObjectNode errors = JsonNodeFactory.instance.objectNode();
            errors.set(field, nested.get("errors"));
            nested.set("errors", errors);
        }
        return new Refusal(status, nested);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The body: {@code message}, {@code code} and, for a form, {@code errors}. */
    public ObjectNode body() {
        return body.deepCopy();
    }
}

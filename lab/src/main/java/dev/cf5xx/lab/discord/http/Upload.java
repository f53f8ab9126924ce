package dev.cf5xx.lab.discord.http;

/**
 * A file that came with a request.
 *
 * @param field the form's field, {@code files[0]} for the first file
 * @param name what the file is called
 * @param type its media type
 * @param bytes what is in it; not copied, nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // A file is bytes; two files are never compared.
public record Upload(String field, String name, String type, byte[] bytes) {}

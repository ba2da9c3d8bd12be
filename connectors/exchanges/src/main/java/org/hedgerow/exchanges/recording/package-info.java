/**
 * Recordings of venues: {@link org.hedgerow.exchanges.recording.RecordingReader} takes a file apart
 * into messages, and {@link org.hedgerow.exchanges.recording.RecordingDecoder} reads them without a
 * configuration, by the venues' {@link org.hedgerow.exchanges.Recognition}.
 */
package org.hedgerow.exchanges.recording;

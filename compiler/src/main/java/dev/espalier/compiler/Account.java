package dev.espalier.compiler;

import dev.espalier.onnx.OnnxModel;
import dev.espalier.page.Pictures;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExport;
import java.util.Optional;

/**
 * What is known of a compile when its models are written: what the files beside them are made from.
 *
 * @param input the model that was compiled
 * @param compiled what became of it
 * @param lowered the result as TFLite sees it; absent when no format needs it
 * @param files the written models, in the folder where the other files go, too
 * @param report what {@code report.json} tells
 * @param unmaskedMs predicted for the input model with all its channels; absent without a device
 * @param pictures of what the models see in samples
 */
record Account(
    CompileJob job,
    OnnxModel input,
    Pipeline.Result compiled,
    Optional<TfliteExport> lowered,
    ModelFiles files,
    CompileReport report,
    Optional<Double> unmaskedMs,
    Pictures pictures) {}

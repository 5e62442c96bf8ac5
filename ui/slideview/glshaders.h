#pragma once

namespace transcope::ui {

/// A textured quad from four corners in normalised device coordinates.
inline constexpr const char* QuadVertexShader = R"(#version 330 core
uniform vec2 corners[4];
uniform vec4 textureRect;
out vec2 position;
void main()
{
    vec2 share = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    position = textureRect.xy + share * textureRect.zw;
    gl_Position = vec4(corners[gl_VertexID], 0.0, 1.0);
}
)";

inline constexpr const char* QuadFragmentShader = R"(#version 330 core
uniform sampler2D picture;
in vec2 position;
out vec4 colour;
void main()
{
    colour = texture(picture, position);
}
)";

/// One spot per instance; the alpha of its own colour is its weight. Centres come as a coarse and a fine
/// part, since a float cannot tell quarter px apart on a slide of 200,000 px.
inline constexpr const char* SpotVertexShader = R"(#version 330 core
layout(location = 0) in vec2 centreCoarse;
layout(location = 1) in vec2 centreFine;
layout(location = 2) in float value;
layout(location = 3) in vec4 ownColour;
uniform vec2 originCoarse;
uniform vec2 originFine;
uniform mat2 toPx;
uniform vec2 pxToDevice;
uniform float reachPx;
uniform vec2 range;
uniform bool isLog;
uniform bool useOwnColours;
uniform vec3 missing; // also the colour of outlines
uniform sampler2D colourMap;
out vec2 offsetPx;
flat out vec4 spotColour;

float shareOf(float value)
{
    if (range.y <= range.x)
        return value > range.x ? 1.0 : 0.0;
    if (!isLog)
        return (value - range.x) / (range.y - range.x);
    return value > 0.0 ? log(value / range.x) / log(range.y / range.x) : 0.0;
}

vec3 mapped()
{
    if (value < -3.0e38)
        return missing;
    float share = shareOf(value);
    return texelFetch(colourMap, ivec2(int(clamp(share * 256.0, 0.0, 255.0)), 0), 0).rgb;
}

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    vec2 centrePx = toPx * ((centreCoarse - originCoarse) + (centreFine - originFine));
    offsetPx = corner * reachPx;
    spotColour = vec4(useOwnColours ? ownColour.rgb : mapped(), ownColour.a);
    gl_Position = vec4((centrePx + offsetPx) * pxToDevice, 0.0, 1.0);
}
)";

inline constexpr const char* SpotFragmentShader = R"(#version 330 core
uniform float radiusPx;
uniform float opacity;
uniform float outlinePx;
uniform int mark; // core::SpotMark
uniform mat2 toAxes;
in vec2 offsetPx;
flat in vec4 spotColour;
out vec4 colour;

float distanceOf(vec2 at) // as core::markDistance()
{
    vec2 along = abs(toAxes * at);
    if (mark == 1)
        return max(along.x, along.y);
    if (mark == 2)
        return max(along.x, along.x * 0.5 + along.y * 0.8660254);
    return length(at);
}

void main()
{
    float distance = distanceOf(offsetPx);
    float coverage = clamp(radiusPx + 0.5 - distance, 0.0, 1.0);
    if (outlinePx > 0.0)
        coverage -= clamp(radiusPx - outlinePx + 0.5 - distance, 0.0, 1.0);
    if (coverage <= 0.0)
        discard;
    colour = vec4(spotColour.rgb, coverage * opacity * spotColour.a);
}
)";

/// The cells of a grid, each fragment looking up its own. Positions count from the view's middle, whose cell
/// comes as a whole number and a fraction: a float cannot tell px apart on a large grid.
inline constexpr const char* CellFragmentShader = R"(#version 330 core
uniform sampler2D cells; // the grid row by row, in lines of foldWidth; alpha 0 where there is none
uniform int foldWidth;
uniform ivec2 gridSize;
uniform vec2 middlePx; // from the lower left
uniform mat2 pxToCells;
uniform ivec2 middleCell;
uniform vec2 middleFraction;
uniform float opacity;
uniform float outlineCells;
out vec4 colour;
void main()
{
    vec2 fromMiddlePx = (gl_FragCoord.xy - middlePx) * vec2(1.0, -1.0);
    vec2 at = middleFraction + pxToCells * fromMiddlePx;
    ivec2 cell = middleCell + ivec2(floor(at));
    if (any(lessThan(cell, ivec2(0))) || any(greaterThanEqual(cell, gridSize)))
        discard;
    int i = cell.y * gridSize.x + cell.x;
    vec4 shown = texelFetch(cells, ivec2(i % foldWidth, i / foldWidth), 0);
    vec2 within = fract(at);
    vec2 toEdge = min(within, 1.0 - within);
    if (shown.a == 0.0 || (outlineCells > 0.0 && min(toEdge.x, toEdge.y) >= outlineCells))
        discard;
    colour = vec4(shown.rgb, opacity * shown.a);
}
)";

inline constexpr const char* RingVertexShader = R"(#version 330 core
uniform vec2 centrePx;
uniform vec2 pxToDevice;
uniform float radiusPx;
uniform float widthPx;
uniform mat2 turn; // of a square
out vec2 offsetPx;
void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    offsetPx = corner * (radiusPx + 0.5 * widthPx + 1.0);
    gl_Position = vec4((centrePx + turn * offsetPx) * pxToDevice, 0.0, 1.0);
}
)";

inline constexpr const char* RingFragmentShader = R"(#version 330 core
uniform float radiusPx;
uniform float widthPx;
uniform vec4 ringColour;
uniform bool isSquare;
in vec2 offsetPx;
out vec4 colour;
void main()
{
    float distance = isSquare ? max(abs(offsetPx.x), abs(offsetPx.y)) : length(offsetPx);
    float coverage = clamp(0.5 * widthPx + 0.5 - abs(distance - radiusPx), 0.0, 1.0);
    colour = vec4(ringColour.rgb, ringColour.a * coverage);
}
)";

} // namespace transcope::ui
